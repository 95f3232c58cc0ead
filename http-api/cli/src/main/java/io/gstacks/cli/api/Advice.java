package io.gstacks.cli.api;

/** What to do next, for each refusal that has a next step. */
final class Advice {
  private Advice() {}

  static String on(String code, int status) {
    return switch (code) {
      case "unauthenticated" ->
          "gstacks auth login --base-url URL --api-key KEY, or set GSTACKS_API_KEY";
      case "forbidden" ->
          "gstacks whoami shows your role; ask an admin for a key with a higher one";
      case "not_found" -> "check the id with the namespace's list command";
      case "blueprint_not_found" -> "use --image; gstacks image list shows what hosts have";
      case "image_and_blueprint" -> "give either --image or --blueprint";
      case "invalid_resources" ->
          "check --cpu, --memory and --disk; gstacks host list shows capacity";
      case "no_eligible_host" ->
          "gstacks host list shows what there is; relax --tag, --trait or the resources";
      case "cluster_not_byo" -> "gstacks cluster list shows kinds; tokens are for byo clusters";
      case "host_disconnected", "host_not_connected" ->
          "bring its agent back, or declare it lost: gstacks host archive HOST --lost";
      case "sandbox_archived" -> "archived is final; create another sandbox";
      case "sandbox_not_running" -> "gstacks sandbox start SANDBOX --wait";
      case "file_not_found" -> "gstacks sandbox files ls SANDBOX shows what there is";
      case "is_a_directory", "directory_not_empty" -> "give -r for directories";
      case "read_only" -> "sandboxes write below /workspace, /home/sandbox, /tmp and /run";
      case "disk_full" -> "remove something, or create a sandbox with a larger --disk";
      case "name_taken" -> "choose another name";
      case "too_many_requests" -> "wait a moment and try again";
      case "storage_full" -> "make room on the disk of the control plane's state directory";
      case "no_answer" -> "the outcome is not known: look at the record before trying again";
      default -> byStatus(status);
    };
  }

  private static String byStatus(int status) {
    return switch (status / 100) {
      case 3 -> "is the base URL the control plane's own? redirects are not followed";
      case 5 -> "try again; if it stays, look at the control plane's log";
      default -> "see --help of the command";
    };
  }
}
