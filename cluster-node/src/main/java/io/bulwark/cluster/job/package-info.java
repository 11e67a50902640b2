/** One job from its submission to its proof: the pure state machines that decide, and the sharded actor that carries out. */
package io.bulwark.cluster.job;
