package io.gstacks.agent.identity;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gstacks.agent.state.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The identity in a state directory: {@code key.pem} (0600), {@code certificate.pem}, {@code
 * ca.pem} and, written last, {@code identity.json}: where that is, the host is enrolled.
 */
public final class IdentityStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path home;
  private final Durable files;

  public IdentityStore(Path home, Durable files) {
    this.home = home;
    this.files = files;
  }

  /** The key, made and stored at the first call: a repeated enrolment shows the same one. */
  public HostKey key() throws IOException {
    var file = home.resolve("key.pem");
    if (Files.exists(file)) {
      return parsed(file, HostKey::fromPem);
    }
    var key = HostKey.generate();
    files.replace(file, key.toPem());
    return key;
  }

  public Optional<HostIdentity> load() throws IOException {
    var file = home.resolve("identity.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(
        new HostIdentity(
            JSON.readValue(Files.readString(file), HostIdentity.Ids.class),
            key(),
            parsed(home.resolve("certificate.pem"), IdentityStore::certificates),
            parsed(home.resolve("ca.pem"), IdentityStore::certificates)));
  }

  public void save(HostIdentity identity) throws IOException {
    files.replace(home.resolve("ca.pem"), pem(identity.authorities()));
    files.replace(home.resolve("certificate.pem"), pem(identity.chain()));
    var ids = identity.ids();
    files.replace(
        home.resolve("identity.json"),
        JSON.writeValueAsString(
            Map.of(
                "hostId", ids.hostId(),
                "clusterId", ids.clusterId(),
                "tenantId", ids.tenantId(),
                "installationId", ids.installationId())));
  }

  /** Reads DER certificates as they come in answers. */
  public static List<X509Certificate> decode(Iterable<byte[]> ders) throws CertificateException {
    var decoded = new ArrayList<X509Certificate>();
    for (var der : ders) {
      decoded.add(Pem.certificate(der));
    }
    return decoded;
  }

  private static List<X509Certificate> certificates(String pem) throws CertificateException {
    return decode(Pem.blocks("CERTIFICATE", pem));
  }

  private static String pem(List<X509Certificate> certificates) throws IOException {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      try {
        text.append(Pem.block("CERTIFICATE", certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IOException(e);
      }
    }
    return text.toString();
  }

  private interface Parser<T> {
    T parse(String text) throws GeneralSecurityException;
  }

  private static <T> T parsed(Path file, Parser<T> parser) throws IOException {
    try {
      return parser.parse(Files.readString(file));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
