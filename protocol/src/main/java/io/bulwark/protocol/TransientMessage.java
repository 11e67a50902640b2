package io.bulwark.protocol;

/**
 * Marks a message that lives no longer than the processes that exchange it, and crosses only between processes of one build: it needs no form that
 * later versions can read. Nothing that is kept, and nothing that another operator must be able to read, is one.
 */
public interface TransientMessage {}
