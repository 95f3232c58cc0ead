package io.gstacks.cli.command;

import io.gstacks.cli.api.Call;
import io.gstacks.cli.api.ExitCode;
import io.gstacks.cli.api.Pages;
import io.gstacks.cli.api.Route;
import io.gstacks.cli.output.Cells;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;

@Command(
    name = "image",
    description = "Images that hosts have and that sandboxes start from.",
    footerHeading = Invocation.EXAMPLES,
    footer = "  gstacks image list")
final class ImageCommands {
  private final Invocation gstacks;

  ImageCommands(Invocation gstacks) {
    this.gstacks = gstacks;
  }

  @Command(
      name = "list",
      description = "Lists the images in the caches of hosts, and on how many each is.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks image list")
  int list() {
    var images = gstacks.api().send(Call.get(Route.to("images"))).json().path("items");
    var items = StreamSupport.stream(images.spliterator(), false).toList();
    gstacks.output().list(new Pages(items, Optional.empty()), Views.IMAGES);
    return ExitCode.OK.code();
  }

  @Command(
      name = "default",
      description = "Prints the image of sandboxes that name none.",
      footerHeading = Invocation.EXAMPLES,
      footer = "  gstacks image default")
  int standard() {
    var answer = gstacks.api().send(Call.get(Route.to("images", "default")));
    return gstacks.said(Cells.of(answer.json().path("image")), answer.json());
  }
}
