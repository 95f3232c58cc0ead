package io.gstacks.persistence.journal;

/** One row of {@code event_journal}, without the order that the database gives it. */
final class JournalRow {
  final String persistenceId;
  final long sequence;
  final String writer;
  final long writtenAt;
  final int serializer;
  final String manifest;
  final byte[] payload;

  JournalRow(
      String persistenceId,
      long sequence,
      String writer,
      long writtenAt,
      int serializer,
      String manifest,
      byte[] payload) {
    this.persistenceId = persistenceId;
    this.sequence = sequence;
    this.writer = writer;
    this.writtenAt = writtenAt;
    this.serializer = serializer;
    this.manifest = manifest;
    this.payload = payload;
  }
}
