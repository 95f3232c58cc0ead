package io.gstacks.host.authority;

import io.gstacks.host.ClusterId;
import io.gstacks.host.Hashes;
import io.gstacks.host.SandboxId;
import io.gstacks.persistence.TenantId;
import io.gstacks.persistence.Ulid;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The authority, opened: it signs, and it proves labels. One root; below it one issuer for each
 * kind of peer, so that a host's certificate can never pass for the control plane's.
 */
public final class CertificateAuthority {
  private static final int FLEET_KEY_BYTES = 32;

  private final String installation;
  private final X509Certificate root;
  private final Issuer control;
  private final Issuer host;
  private final LabelProof proof;

  private CertificateAuthority(
      String installation, X509Certificate root, Issuer control, Issuer host, LabelProof proof) {
    this.installation = installation;
    this.root = root;
    this.control = control;
    this.host = host;
    this.proof = proof;
  }

  /** Fresh material, sealed. It counts only if it is the first to be established. */
  public static AuthorityMaterial generate(Vault vault, Instant now) {
    var installation = "ins_" + Ulid.next();
    var root = Issuer.root("gstacks root " + installation, now);
    var fleetKey = new byte[FLEET_KEY_BYTES];
    new SecureRandom().nextBytes(fleetKey);
    return new AuthorityMaterial(
        installation,
        sealed(root, vault),
        sealed(root.issuer("gstacks control " + installation, now), vault),
        sealed(root.issuer("gstacks node " + installation, now), vault),
        sealed(root.issuer("gstacks host " + installation, now), vault),
        vault.seal(fleetKey));
  }

  public static CertificateAuthority open(AuthorityMaterial material, Vault vault) {
    return new CertificateAuthority(
        material.installation(),
        certificate(Base64.getDecoder().decode(material.root().certificate())),
        opened(material.control(), vault),
        opened(material.host(), vault),
        new LabelProof(vault.open(material.fleetKey())));
  }

  public String installation() {
    return installation;
  }

  /** SHA-256 (hex) of the control issuer's certificate: what a bootstrap token pins. */
  public String fingerprint() {
    return Hashes.sha256(encoded(control.certificate()));
  }

  /** What an agent trusts: the control issuer, then the root. */
  public List<byte[]> caChain() {
    return List.of(encoded(control.certificate()), encoded(root));
  }

  /** The proof that goes into a workload's labels. */
  public String prove(TenantId tenant, ClusterId cluster, SandboxId sandbox, long generation) {
    return proof.of(tenant.value(), cluster.value(), sandbox.value(), generation);
  }

  /** Whether labels that claim this were made here. */
  public boolean proves(
      String presented, TenantId tenant, ClusterId cluster, SandboxId sandbox, long generation) {
    return Hashes.same(prove(tenant, cluster, sandbox, generation), presented);
  }

  /** A host's leaf for the key of its certificate request, and the issuer. */
  public List<byte[]> certify(
      Identity.Host identity, PublicKey key, Instant now, Duration lifetime) {
    var names = List.of(new GeneralName(GeneralName.uniformResourceIdentifier, identity.uri()));
    var purposes = List.of(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth);
    var leaf = host.leaf(identity.host().value(), key, names, purposes, now, lifetime);
    return List.of(encoded(leaf), encoded(host.certificate()));
  }

  /** The listener's own leaf with a fresh key; {@code names}: DNS names and addresses. */
  ControlKeyManager.Leaf controlLeaf(List<String> names, Instant now, Duration lifetime) {
    var pair = Issuer.freshKey();
    var subject = new ArrayList<GeneralName>();
    subject.add(
        new GeneralName(GeneralName.uniformResourceIdentifier, new Identity.Control().uri()));
    for (var name : names) {
      var kind = isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName;
      subject.add(new GeneralName(kind, name));
    }
    var leaf =
        control.leaf(
            "gstacks control",
            pair.getPublic(),
            subject,
            List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth),
            now,
            lifetime);
    return new ControlKeyManager.Leaf(
        List.of(leaf, control.certificate(), root), pair.getPrivate());
  }

  X509Certificate hostIssuer() {
    return host.certificate();
  }

  private static boolean isAddress(String name) {
    return name.indexOf(':') >= 0 || name.matches("[0-9]+(\\.[0-9]+){3}");
  }

  private static AuthorityMaterial.Signer sealed(Issuer issuer, Vault vault) {
    return new AuthorityMaterial.Signer(
        Base64.getEncoder().encodeToString(encoded(issuer.certificate())),
        vault.seal(issuer.key().getEncoded()));
  }

  private static Issuer opened(AuthorityMaterial.Signer signer, Vault vault) {
    try {
      var key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(vault.open(signer.privateKey())));
      return new Issuer(certificate(Base64.getDecoder().decode(signer.certificate())), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authority's keys cannot be opened", e);
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authority's certificates cannot be read", e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that has no encoding", e);
    }
  }
}
