package io.gstacks.host.gateway;

import io.grpc.Status;
import org.apache.pekko.grpc.GrpcServiceException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Passes gRPC's frames (a byte of flags, four of length, the message) and stops at one that says
 * that it is longer than the limit, before any of it is gathered. A compressed one is refused too:
 * what it would grow to is not said.
 */
final class FrameLimit extends GraphStage<FlowShape<ByteString, ByteString>> {
  private static final int HEADER = 5;

  private final int limit;
  private final Inlet<ByteString> in = Inlet.create("frames.in");
  private final Outlet<ByteString> out = Outlet.create("frames.out");

  FrameLimit(int limit) {
    this.limit = limit;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    private int headerSeen;
    private long length;
    private long left;

    Logic() {
      super(FrameLimit.this.shape());
      setHandlers(
          in,
          out,
          new AbstractInOutHandler() {
            @Override
            public void onPush() {
              var bytes = grab(in);
              if (fits(bytes)) {
                push(out, bytes);
              } else {
                failStage(
                    new GrpcServiceException(
                        Status.RESOURCE_EXHAUSTED.withDescription(
                            "a message of more than " + limit + " bytes, or a compressed one")));
              }
            }

            @Override
            public void onPull() {
              pull(in);
            }
          });
    }

    private boolean fits(ByteString bytes) {
      int at = 0;
      while (at < bytes.length()) {
        if (left > 0) {
          int step = (int) Math.min(left, bytes.length() - at);
          left -= step;
          at += step;
        } else if (!header(bytes.apply(at++))) {
          return false;
        }
      }
      return true;
    }

    private boolean header(byte next) {
      if (headerSeen == 0) {
        length = 0;
        headerSeen = 1;
        return next == 0;
      }
      length = length << 8 | (next & 0xff);
      headerSeen++;
      if (headerSeen == HEADER) {
        headerSeen = 0;
        left = length;
      }
      return length <= limit;
    }
  }
}
