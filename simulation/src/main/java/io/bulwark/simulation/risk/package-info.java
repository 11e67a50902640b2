/** What can befall a network of operators in jurisdictions, in figures, each with the assumption behind it. */
package io.bulwark.simulation.risk;
