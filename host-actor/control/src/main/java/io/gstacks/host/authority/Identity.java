package io.gstacks.host.authority;

import io.gstacks.host.ClusterId;
import io.gstacks.host.HostId;
import io.gstacks.persistence.TenantId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who a certificate says its bearer is, by the URI in its subject alternative names. */
public sealed interface Identity {
  String uri();

  /** A node of the control plane, towards agents. */
  record Control() implements Identity {
    private static final String URI = "spiffe://gstacks/control";

    @Override
    public String uri() {
      return URI;
    }
  }

  /** The agent of one host. */
  record Host(TenantId tenant, ClusterId cluster, HostId host) implements Identity {
    private static final Pattern FORM =
        Pattern.compile("spiffe://gstacks/(tnt_[^/]+)/(cls_[^/]+)/host/(hst_[^/]+)");

    @Override
    public String uri() {
      return "spiffe://gstacks/%s/%s/host/%s".formatted(tenant, cluster, host);
    }

    static Optional<Host> parse(String uri) {
      var parts = FORM.matcher(uri);
      if (!parts.matches()) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Host(
                new TenantId(parts.group(1)),
                new ClusterId(parts.group(2)),
                new HostId(parts.group(3))));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
