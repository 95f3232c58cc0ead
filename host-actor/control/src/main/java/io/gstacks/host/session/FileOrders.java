package io.gstacks.host.session;

import io.gstacks.agent.protocol.Files;
import io.gstacks.host.fleet.FileOrder;

/** Operations on files in the words of agent.proto. */
final class FileOrders {
  private FileOrders() {}

  static Files of(FileOrder order) {
    var files = Files.newBuilder();
    switch (order) {
      case FileOrder.Read(var path, var offset, var length) ->
          files.getReadBuilder().setPath(path).setOffset(offset).setLength(length);
      case FileOrder.Write(var path, var append, var mode, var parents) ->
          files.getWriteBuilder().setPath(path).setAppend(append).setMode(mode).setParents(parents);
      case FileOrder.Stat(var path) -> files.getStatBuilder().setPath(path);
      case FileOrder.ListDirectory(var path, var limit, var after) ->
          files.getListBuilder().setPath(path).setLimit(limit).setAfter(after);
      case FileOrder.MakeDirectory(var path, var parents, var mode) ->
          files.getMakeDirectoryBuilder().setPath(path).setParents(parents).setMode(mode);
      case FileOrder.Move(var from, var to, var overwrite) ->
          files.getMoveBuilder().setFrom(from).setTo(to).setOverwrite(overwrite);
      case FileOrder.Remove(var path, var recursive) ->
          files.getRemoveBuilder().setPath(path).setRecursive(recursive);
      case FileOrder.Download(var path) -> files.getDownloadBuilder().setPath(path);
      case FileOrder.Upload(var path) -> files.getUploadBuilder().setPath(path);
      case FileOrder.Watch(var path, var recursive) ->
          files.getWatchBuilder().setPath(path).setRecursive(recursive);
    }
    return files.build();
  }
}
