/** A process of the cluster: its settings, its actors, and what a client asks of it. */
package io.bulwark.cluster.node;
