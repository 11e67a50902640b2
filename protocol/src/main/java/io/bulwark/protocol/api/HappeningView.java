package io.bulwark.protocol.api;

import io.bulwark.protocol.NodeId;
import java.time.Instant;

/**
 * Something out of the ordinary run of a job.
 *
 * @param kind began, hedged, lost, retried, refused, reopened or done
 * @param task "plan", "interval 7", "join 0..3", "finish"
 * @param node whom it is about
 */
public record HappeningView(Instant at, String kind, String task, NodeId node) {}
