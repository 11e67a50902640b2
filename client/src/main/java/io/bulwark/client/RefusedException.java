package io.bulwark.client;

import io.bulwark.protocol.api.Problem;

/** A gateway answered that it will not do this. Asking another one, or again, would not help. */
public final class RefusedException extends BulwarkException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    RefusedException(Problem problem) {
        super(problem.title() + ": " + problem.detail());
        this.problem = problem;
    }

    /** What is wrong; {@link Problem#kind} is what programs compare. */
    public Problem problem() {
        return problem;
    }
}
