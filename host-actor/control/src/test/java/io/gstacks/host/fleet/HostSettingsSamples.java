package io.gstacks.host.fleet;

import com.typesafe.config.ConfigFactory;
import io.gstacks.host.HostSettings;

/** Settings for tests: the defaults, and fast ones. */
final class HostSettingsSamples {
  static final HostSettings DEFAULTS = HostSettings.from(ConfigFactory.load());
  static final HostSettings.Fleet FLEET = DEFAULTS.fleet();

  /** Everything that takes seconds takes tenths of one. */
  static final HostSettings FAST =
      HostSettings.from(
          ConfigFactory.parseString(
                  """
                  gstacks.host {
                    lease = 300ms
                    silence = 2s
                    question-retry = 100ms
                    question-retry-max = 200ms
                  }
                  """)
              .withFallback(ConfigFactory.load()));

  private HostSettingsSamples() {}
}
