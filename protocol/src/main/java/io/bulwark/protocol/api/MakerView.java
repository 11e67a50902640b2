package io.bulwark.protocol.api;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;

/**
 * Who made a proof, as its receipt says.
 *
 * @param process the operating system's number of the process
 */
public record MakerView(NodeId node, long process, OperatorId operator, Jurisdiction jurisdiction, Region region) {}
