/** What a run is of: how many nodes and jobs, where they are, and what takes how long. */
package io.bulwark.simulation.plan;
