/** What can go wrong, and when it does in one run. */
package io.bulwark.simulation.fault;
