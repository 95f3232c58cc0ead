# shellcheck shell=bash
# How each process runs on the JVM. Sourced, never run.

# A log without the JVM's warnings about what Netty and the JDBC driver do, smaller objects, and an end instead of a
# half-dead process when memory runs out.
JVM_COMMON=(--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
  -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError)

# Each sets JVM to a command line that takes the program's arguments. BUILD is a directory made by ensure_build.
jvm_of_server() { # BUILD
  jvm_of "$1/server/classes.aot" "$(cat "$1/server/classpath")" "${GSTACKS_SERVER_JAVA_OPTS:-}" io.gstacks.server.Main gstacks-server \
    -XX:+UseG1GC -Xms128m "-Xmx${GSTACKS_SERVER_HEAP_MIB}m"
}

jvm_of_agent() { jvm_of_agent_from "$(cat "$1/agent/classpath")" "$1/agent/classes.aot"; } # BUILD

# The agent shares its machine with the sandboxes: one collector thread, one compiler, little of everything.
jvm_of_agent_from() { # CLASSPATH [AOTCACHE]
  jvm_of "${2:-}" "$1" "${GSTACKS_AGENT_JAVA_OPTS:-}" io.gstacks.agent.Main gstacks-agent \
    -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m "-Xmx${GSTACKS_AGENT_HEAP_MIB}m" -Xss512k
}

jvm_of() { # AOTCACHE CLASSPATH OPTIONS MAIN NAME FLAG...
  JVM=("$JAVA_HOME/bin/java" "${JVM_COMMON[@]}" "${@:6}")
  # Java writes names of files, and reads the kernel's words, in the locale's encoding: without one, in ASCII.
  export LC_ALL=C.UTF-8
  [ ! -f "$1" ] || JVM+=("-XX:AOTCache=$1")
  # shellcheck disable=SC2206
  JVM+=($3 -cp "$2" "$4" "$5")
}
