package io.gstacks.persistence.journal;

import io.gstacks.persistence.Recorded;
import io.gstacks.persistence.entity.Kept;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Writes {@link Recorded} events and {@link Kept} snapshots for the journal, in the form of {@link
 * JournalJson}.
 */
public final class JournalSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 5301;

  private final JournalJson json;

  /** For Pekko, which makes serializers by this signature. */
  public JournalSerializer(ExtendedActorSystem system) {
    this(new JournalJson(JournalRegistry.installed()));
  }

  JournalSerializer(JournalJson json) {
    this.json = json;
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object stored) {
    return json.manifest(stored);
  }

  @Override
  public byte[] toBinary(Object stored) {
    try {
      return json.write(stored);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + json.manifest(stored), e);
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    try {
      return json.read(bytes, manifest);
    } catch (IOException | RuntimeException e) {
      var failure = new NotSerializableException("unreadable " + manifest + ": " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }
}
