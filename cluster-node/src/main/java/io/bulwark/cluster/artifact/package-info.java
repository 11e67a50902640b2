/** Artifacts (bytes named by their SHA-256), job headers and facts: how a node keeps them, and how nodes copy them from each other. */
package io.bulwark.cluster.artifact;
