/** Turns what happens on a node into metrics. */
package io.bulwark.cluster.observe;
