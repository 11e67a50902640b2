package io.bulwark.simulation.chaos;

import java.nio.file.Path;

/**
 * Where a scenario is played.
 *
 * @param main the class whose {@code main} is the command line of nodes that know the light work
 * @param directory of this scenario alone, for data and logs
 */
record Stage(Class<?> main, Path directory) {}
