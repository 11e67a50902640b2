package io.bulwark.cluster.http;

import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Says who makes a request. */
@FunctionalInterface
interface Door {
    /** Asks for no keys. */
    Door OPEN = request -> Caller.LOCAL;

    /**
     * Who comes with this request.
     *
     * @throws ProblemException if there is no key, it is not known, or its quota is used up
     */
    Caller enter(HttpRequest request);
}
