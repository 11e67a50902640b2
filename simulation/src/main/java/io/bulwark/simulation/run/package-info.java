/** What is done with runs: one, many until told otherwise, and of one that fails the smallest that fails like it. */
package io.bulwark.simulation.run;
