package io.bulwark.hash;

import io.bulwark.field.FieldPackages;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class StateBlockTest {
    @TestFactory
    Stream<DynamicNode> holdsAtEveryWidth() {
        return FieldPackages.everyWidth(StateBlockChecks.class);
    }
}
