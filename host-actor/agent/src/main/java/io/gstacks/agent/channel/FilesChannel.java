package io.gstacks.agent.channel;

import io.gstacks.agent.files.FilesException;
import io.gstacks.agent.files.FilesException.Code;
import io.gstacks.agent.files.FilesSettings;
import io.gstacks.agent.files.SandboxFiles;
import io.gstacks.agent.files.SandboxRoot;
import io.gstacks.agent.protocol.Exit;
import io.gstacks.agent.protocol.Files;
import io.gstacks.agent.protocol.Workload;
import io.gstacks.agent.runtime.ContainerRuntime;
import java.io.IOException;
import java.nio.file.WatchService;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One operation on a sandbox's files. */
record FilesChannel(
    ContainerRuntime runtime,
    Workload workload,
    Files order,
    FilesSettings settings,
    Semaphore watches)
    implements ChannelWork {
  private static final Logger LOG = LoggerFactory.getLogger(FilesChannel.class);

  @Override
  public Exit serve(ChannelLine line) throws IOException {
    var process = runtime.mainProcess(workload);
    try (var root = SandboxRoot.open(process, workload.getContainer(), settings)) {
      serve(new SandboxFiles(root), new FilesLine(line));
      return Exit.getDefaultInstance();
    }
  }

  private void serve(SandboxFiles files, FilesLine line) throws IOException {
    switch (order.getOperationCase()) {
      case READ -> {
        files.read(order.getRead(), line::entry, line.output());
        line.output().flush();
      }
      case WRITE -> line.entry(files.write(order.getWrite(), line.input()));
      case STAT -> line.entry(files.stat(order.getStat()));
      case LIST -> files.list(order.getList(), line::entries);
      case MAKE_DIRECTORY -> line.entry(files.make(order.getMakeDirectory()));
      case MOVE -> line.entry(files.move(order.getMove()));
      case REMOVE -> files.remove(order.getRemove());
      case DOWNLOAD -> {
        files.download(order.getDownload(), line::entry, line.output());
        line.output().flush();
      }
      case UPLOAD -> line.entry(files.upload(order.getUpload(), line.input()));
      case WATCH -> watch(files, line);
      case OPERATION_NOT_SET ->
          throw new FilesException(Code.UNSUPPORTED, "this agent does not know such an operation");
    }
  }

  private void watch(SandboxFiles files, FilesLine line) throws IOException {
    if (!watches.tryAcquire()) {
      throw new FilesException(Code.LIMIT, "this host watches as many directories as it may");
    }
    try {
      files.watch(order.getWatch(), service -> closeWhenGone(line, service), line);
    } finally {
      watches.release();
    }
  }

  private static void closeWhenGone(FilesLine line, WatchService service) {
    Thread.ofVirtual()
        .name("files-watch")
        .start(() -> {
          line.awaitEnd();
          try {
            service.close();
          } catch (IOException e) {
            LOG.debug("a watch", e);
          }
        });
  }
}
