/** Which control plane is meant and with which key: options, environment, file. */
@NullMarked
package io.gstacks.cli.config;

import org.jspecify.annotations.NullMarked;
