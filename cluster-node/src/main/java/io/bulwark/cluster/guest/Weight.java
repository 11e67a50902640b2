package io.bulwark.cluster.guest;

import io.bulwark.riscv.profile.Frame;
import io.bulwark.riscv.profile.FunctionCost;
import io.bulwark.riscv.profile.Profile;
import java.util.Locale;

/** What a profile is sorted and drawn by. */
public enum Weight {
    /** Committed cells: what a proof costs. */
    CELLS {
        @Override
        long own(Frame frame) {
            return frame.ownCells();
        }

        @Override
        long all(Frame frame) {
            return frame.cells();
        }

        @Override
        long own(FunctionCost cost) {
            return cost.ownCells();
        }

        @Override
        long all(FunctionCost cost) {
            return cost.cells();
        }

        @Override
        long all(Profile profile) {
            return profile.cells();
        }
    },
    /** Instructions. */
    CYCLES {
        @Override
        long own(Frame frame) {
            return frame.ownCycles();
        }

        @Override
        long all(Frame frame) {
            return frame.cycles();
        }

        @Override
        long own(FunctionCost cost) {
            return cost.ownCycles();
        }

        @Override
        long all(FunctionCost cost) {
            return cost.cycles();
        }

        @Override
        long all(Profile profile) {
            return profile.cycles();
        }
    };

    /** Of a function alone, on one stack. */
    abstract long own(Frame frame);

    /** With all that it calls. */
    abstract long all(Frame frame);

    abstract long own(FunctionCost cost);

    abstract long all(FunctionCost cost);

    abstract long all(Profile profile);

    /** Its name in text. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
