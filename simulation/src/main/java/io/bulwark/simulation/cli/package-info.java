/** The verbs {@code simulate} and {@code risk}. */
package io.bulwark.simulation.cli;
