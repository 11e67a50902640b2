package io.bulwark.simulation.world;

/** What nodes send each other, and what else is logged. */
enum Message {
    ACCEPT,
    STORE,
    STORED,
    ACCEPTED,
    HEADER,
    HEADER_HEARD,
    WAKE,
    RECALL,
    RECALLED,
    RESERVE,
    PULL,
    ASSIGN,
    NOTHING,
    RENEW,
    DELIVER,
    GIVE_BACK,
    FETCH,
    FETCHED,
    KEEP,
    KEPT,
    WARDS,
    /** Not messages: what happens at a node. */
    LOST,
    STARTS,
    DIES,
    JOB_STARTS,
    VERIFIED,
    REFUSED,
    ENDS,
    SET_ASIDE,
    RELEASED,
    FAULT_BEGINS,
    FAULT_ENDS
}
