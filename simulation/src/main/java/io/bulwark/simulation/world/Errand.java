package io.bulwark.simulation.world;

import java.util.function.Consumer;

/** A job that has asked for work to be done, and in which region it runs. */
record Errand(Statement statement, int region) {
    /** A node tells the job something; it is heard by whichever process runs where the job belongs. */
    void tell(World world, Node from, Message what, Consumer<RunningJob> act) {
        world.regions()
                .owner(region, statement)
                .ifPresent(owner -> world.network()
                        .send(
                                from,
                                owner.address(),
                                what,
                                statement.number(),
                                0,
                                () -> owner.startJob(statement).ifPresent(act)));
    }
}
