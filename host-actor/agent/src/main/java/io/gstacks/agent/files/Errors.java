package io.gstacks.agent.files;

import io.gstacks.agent.files.FilesException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/**
 * What the kernel's errors mean in the words of the contract. The JDK hands most of them on as the
 * C library's words, in the language of the agent's locale; those that it may meet are known here
 * in English, which agents run in.
 */
final class Errors {
  private record Meaning(Code code, String message) {}

  static final int ENOENT = 2;
  static final int EAGAIN = 11;
  static final int EEXIST = 17;
  static final int ENOTDIR = 20;

  private static final Meaning NOT_FOUND = new Meaning(Code.FILE_NOT_FOUND, "no such file");
  private static final Meaning EXISTS = new Meaning(Code.FILE_EXISTS, "the file exists");
  private static final Meaning NOT_EMPTY =
      new Meaning(Code.DIRECTORY_NOT_EMPTY, "the directory is not empty");
  private static final Meaning NO_DIRECTORY =
      new Meaning(Code.NOT_A_DIRECTORY, "a part of the path is no directory");
  private static final Meaning A_DIRECTORY = new Meaning(Code.IS_A_DIRECTORY, "it is a directory");
  private static final Meaning FULL = new Meaning(Code.DISK_FULL, "the sandbox's disk is full");
  private static final Meaning READ_ONLY =
      new Meaning(Code.READ_ONLY, "nothing is written there: the file system is read-only");
  private static final Meaning DENIED =
      new Meaning(Code.READ_ONLY, "the kernel does not allow it there");
  private static final Meaning LINKS =
      new Meaning(Code.TOO_MANY_LINKS, "a link is in the way, or too many are");
  private static final Meaning LONG = new Meaning(Code.PATH_TOO_LONG, "a name is too long");
  private static final Meaning BUSY =
      new Meaning(Code.FILE_BUSY, "it is in use, or changes all the time");
  private static final Meaning NO_FILE =
      new Meaning(Code.NOT_A_FILE, "it is neither a file nor a directory");
  private static final Meaning OTHER =
      new Meaning(Code.OTHER_FILE_SYSTEM, "the two are on different file systems; copy it");

  private static final Map<Integer, Meaning> NUMBERS =
      Map.ofEntries(
          Map.entry(1, DENIED), // EPERM
          Map.entry(ENOENT, NOT_FOUND),
          Map.entry(6, NO_FILE), // ENXIO: a FIFO that nobody reads, a socket
          Map.entry(EAGAIN, BUSY),
          Map.entry(13, DENIED), // EACCES
          Map.entry(16, BUSY), // EBUSY
          Map.entry(EEXIST, EXISTS),
          Map.entry(18, OTHER), // EXDEV
          Map.entry(ENOTDIR, NO_DIRECTORY),
          Map.entry(21, A_DIRECTORY),
          Map.entry(26, BUSY), // ETXTBSY
          Map.entry(28, FULL),
          Map.entry(30, READ_ONLY),
          Map.entry(36, LONG),
          Map.entry(39, NOT_EMPTY),
          Map.entry(40, LINKS),
          Map.entry(122, FULL)); // EDQUOT

  private static final Map<String, Meaning> WORDS =
      Map.ofEntries(
          Map.entry("Operation not permitted", DENIED),
          Map.entry("Device or resource busy", BUSY),
          Map.entry("Not a directory", NO_DIRECTORY),
          Map.entry("Is a directory", A_DIRECTORY),
          Map.entry("Text file busy", BUSY),
          Map.entry("No space left on device", FULL),
          Map.entry("Read-only file system", READ_ONLY),
          Map.entry("File name too long", LONG),
          Map.entry("Directory not empty", NOT_EMPTY),
          Map.entry("Too many levels of symbolic links", LINKS),
          Map.entry("Disk quota exceeded", FULL));

  private Errors() {}

  static FilesException of(int errno) {
    var meaning =
        NUMBERS.getOrDefault(errno, new Meaning(Code.INTERNAL, "the kernel says error " + errno));
    return new FilesException(meaning.code(), meaning.message());
  }

  static FilesException of(IOException e) {
    var meaning =
        switch (e) {
          case NoSuchFileException _ -> NOT_FOUND;
          case FileAlreadyExistsException _ -> EXISTS;
          case DirectoryNotEmptyException _ -> NOT_EMPTY;
          case AccessDeniedException _ -> DENIED;
          case NotDirectoryException _ -> NO_DIRECTORY;
          case AtomicMoveNotSupportedException _ -> OTHER;
          case FileSystemException known -> said(String.valueOf(known.getReason()));
          default -> said(String.valueOf(e.getMessage()));
        };
    return new FilesException(meaning.code(), meaning.message(), e);
  }

  /** Paths of the host stay out of it. */
  private static Meaning said(String words) {
    return WORDS.getOrDefault(words, new Meaning(Code.INTERNAL, "the file system says: " + words));
  }
}
