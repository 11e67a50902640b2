/** Virtual time, chance from a seed, and the log whose digest tells two runs apart. */
package io.bulwark.simulation.engine;
