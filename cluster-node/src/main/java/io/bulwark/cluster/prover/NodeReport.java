package io.bulwark.cluster.prover;

import io.bulwark.protocol.WireMessage;

/**
 * What a node says of itself to those who watch.
 *
 * @param certificateEnds when the certificate that it signs with ends, in milliseconds of the epoch
 */
public record NodeReport(NodeLoad load, long certificateEnds) implements WireMessage {}
