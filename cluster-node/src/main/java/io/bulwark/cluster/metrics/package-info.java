/** What a node counts about itself, under the names that operators rely on. */
package io.bulwark.cluster.metrics;
