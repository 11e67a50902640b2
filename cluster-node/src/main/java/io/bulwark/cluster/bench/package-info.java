/** What {@code bulwark bench} measures: kernels, the steps of the protocol, whole proofs, memory. */
package io.bulwark.cluster.bench;
