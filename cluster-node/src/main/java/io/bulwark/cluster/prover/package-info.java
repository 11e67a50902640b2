/** A node's provers: the supervisor that comes for tasks and keeps its workers alive, and the worker that proves. */
package io.bulwark.cluster.prover;
