package io.gstacks.persistence.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.example.CounterEvent;
import io.gstacks.persistence.postgres.Database;
import io.gstacks.persistence.testkit.PlantedText;
import io.gstacks.persistence.testkit.TestJournal;
import io.gstacks.persistence.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringIT {
  private static final String SECRET = "planted-secret-5f2c";
  private static final Optional<TenantId> OURS = Optional.of(TenantId.fresh());
  private static final Optional<TenantId> THEIRS = Optional.of(TenantId.fresh());

  private final Database database = TestPostgres.database();
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("keys").resolve("kek");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void opensWhatItSealedAndAnotherProcessDoesToo() throws Exception {
    var sealed = keyring().seal(OURS, SECRET);

    assertThat(keyring().openText(OURS, sealed)).isEqualTo(SECRET);
    assertThat(keyring().seal(OURS, SECRET)).isNotEqualTo(sealed);
    assertThat(keyring().openText(Optional.empty(), keyring().seal(Optional.empty(), SECRET)))
        .isEqualTo(SECRET);
  }

  @Test
  void showsNothingInTextOrJson() throws Exception {
    var mapper = JsonMapper.builder().build();
    var sealed = keyring().seal(OURS, SECRET);
    var json = mapper.writeValueAsString(sealed);

    assertThat(sealed.toString()).isEqualTo("Sealed(...)");
    assertThat(json).startsWith("\"1:").doesNotContain(SECRET);
    assertThat(mapper.readValue(json, Sealed.class)).isEqualTo(sealed);
  }

  @Test
  void opensNothingForAnotherTenantNorWhatWasChanged() throws Exception {
    var keyring = keyring();
    var sealed = keyring.seal(OURS, SECRET);
    var last = sealed.ciphertext().length() - 4;
    var changed =
        new Sealed(
            sealed.ciphertext().substring(0, last)
                + (sealed.ciphertext().charAt(last) == 'A' ? 'B' : 'A')
                + sealed.ciphertext().substring(last + 1));

    assertThatThrownBy(() -> keyring.open(THEIRS, sealed))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keyring.open(OURS, changed))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rotationWrapsDataKeysAgainAndLeavesCiphertextsAsTheyAre() throws Exception {
    var sealed = keyring().seal(OURS, SECRET);
    keyring().seal(THEIRS, SECRET);
    var oldKey = Files.readAllLines(file).getFirst();

    var rotated = FileKeyEncryption.open(file).rotate();
    assertThat(new Keyring(database.pool(), rotated).rewrap()).isEqualTo(2);
    Files.write(
        file, Files.readAllLines(file).stream().filter(line -> !line.equals(oldKey)).toList());

    assertThat(keyring().openText(OURS, sealed)).isEqualTo(SECRET);
    assertThat(keyring().rewrap()).isZero();
  }

  @Test
  void theKeyFileIsForItsOwnerAlone() throws Exception {
    keyring();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(this::keyring).hasMessageContaining("chmod 600");
  }

  @Test
  void aSealedSecretIsNowhereInTheDatabaseAndAnOpenOneWouldBeFound() throws Exception {
    var sealed = keyring().seal(OURS, SECRET);

    append(1, sealed.ciphertext());
    assertThat(PlantedText.find(database, SECRET)).isEmpty();

    append(2, SECRET);
    assertThat(PlantedText.find(database, SECRET)).singleElement().asString().contains("Counter|c");
  }

  private void append(long sequence, String note) {
    var event = new CounterEvent.Added(1, Optional.of(note));
    TestJournal.append(database, "Counter|c", sequence, TestJournal.recorded(event));
  }

  private Keyring keyring() throws Exception {
    return new Keyring(database.pool(), FileKeyEncryption.open(file));
  }
}
