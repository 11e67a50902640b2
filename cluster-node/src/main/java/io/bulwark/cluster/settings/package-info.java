/** Reads settings, and says of every mistake in them what was expected and what came. */
package io.bulwark.cluster.settings;
