package io.gstacks.host.gateway;

import io.grpc.Status;
import io.gstacks.persistence.entity.Refusal;
import org.apache.pekko.grpc.GrpcServiceException;

/** How refusals look in gRPC: the description begins with the code, as agent.proto says. */
final class Statuses {
  private Statuses() {}

  static GrpcServiceException of(Status status, Refusal refusal) {
    return of(status, refusal.code(), refusal.message());
  }

  static GrpcServiceException of(Status status, String code, String message) {
    return new GrpcServiceException(status.withDescription(code + ": " + message));
  }

  static GrpcServiceException unavailable() {
    return of(Status.UNAVAILABLE, "unavailable", "the records do not answer; come again");
  }
}
