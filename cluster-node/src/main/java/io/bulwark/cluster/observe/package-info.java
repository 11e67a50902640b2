/** Turns what happens on a node into metrics, and into traces. */
package io.bulwark.cluster.observe;
