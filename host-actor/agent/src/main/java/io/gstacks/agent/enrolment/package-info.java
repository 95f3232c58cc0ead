/** How a host gets its identity, and keeps it: {@code Enroll} and {@code Renew}. */
@NullMarked
package io.gstacks.agent.enrolment;

import org.jspecify.annotations.NullMarked;
