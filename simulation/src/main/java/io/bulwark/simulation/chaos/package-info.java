/** Real node processes on this machine, disturbed from outside, and what must hold all the same. */
package io.bulwark.simulation.chaos;
