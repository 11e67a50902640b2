/** Folds the proven intervals of a run, which come in any order, to one proof of the whole. */
package io.bulwark.aggregator;
