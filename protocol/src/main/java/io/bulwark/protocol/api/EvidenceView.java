package io.bulwark.protocol.api;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import java.util.Optional;

/**
 * An operator that gets no more work in the gateway's region, because of something wrong that one of its nodes sent.
 *
 * @param node which sent it
 * @param job for which it was sent
 * @param what was wrong, in words
 * @param evidence what the node signed, where it signed something, in the store of the node that found out
 */
public record EvidenceView(OperatorId operator, NodeId node, JobId job, String what, Optional<ArtifactId> evidence) {}
