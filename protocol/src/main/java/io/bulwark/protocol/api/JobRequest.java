package io.bulwark.protocol.api;

import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Policy;
import java.util.Optional;

/**
 * What a client asks to be proved.
 *
 * @param workload by its name; absent: the one for programs if there is a program, else the one for files
 * @param program the program, which has been handed in
 * @param input the input, which has been handed in; with a program it may be empty
 * @param security the named set of security parameters
 * @param policy who may work for it
 * @param priority -10 to 10
 */
public record JobRequest(
        Optional<String> workload, Optional<Blob> program, Blob input, String security, Policy policy, int priority) {}
