package io.bulwark.riscv;

/**
 * Every instruction on every pair of edge values, with the results as output: two different source registers, one register in all three places, and x0 as
 * target; loads and stores of every width at every place of a word and at a page's end.
 */
public final class DirectedProgram {
    private static final int[] EDGES = {
        0,
        1,
        -1,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        31,
        32,
        33,
        0xffff,
        0x10000,
        0xffff0000,
        0x80000001,
        0x7f000001,
        3
    };
    private static final int[] IMMEDIATES = {0, 1, -1, -2048, 2047, 0x555};
    private static final int[] AMOUNTS = {0, 1, 15, 16, 17, 31};
    private static final int RESULTS = 8;
    private static final int BUFFER = GuestElf.DATA + 0x10000;
    private static final int PAGE_END = GuestElf.DATA + 0x3000 - 4;

    private final Assembly code = new Assembly();
    private int results;

    private DirectedProgram() {}

    /** The ELF file. */
    public static byte[] build() {
        DirectedProgram program = new DirectedProgram();
        program.code.set(RESULTS, BUFFER);
        program.registers();
        program.immediates();
        program.branches();
        program.memory();
        program.jumps();
        program.code.call(64, 1, BUFFER, 4 * program.results).call(93, 77, 0);
        return GuestElf.of(program.code.words());
    }

    private void result(int register) {
        code.add(Assembly.store("sw", register, RESULTS, 0), Assembly.immediate("addi", RESULTS, RESULTS, 4));
        results++;
    }

    private void registers() {
        for (String name : Assembly.REGISTER.keySet()) {
            for (int a : EDGES) {
                for (int b : EDGES) {
                    code.set(5, a).set(6, b).add(Assembly.register(name, 7, 5, 6));
                    result(7);
                }
                code.add(Assembly.register(name, 5, 5, 5), Assembly.register(name, 0, 5, 6));
                result(5);
                result(0);
            }
        }
    }

    private void immediates() {
        for (int a : EDGES) {
            for (String name : Assembly.IMMEDIATE.keySet()) {
                for (int value : IMMEDIATES) {
                    code.set(5, a)
                            .add(Assembly.immediate(name, 7, 5, value), Assembly.immediate(name, 5, 5, value))
                            .add(Assembly.immediate(name, 0, 5, value), Assembly.immediate(name, 6, 0, value));
                    result(7);
                    result(5);
                    result(6);
                }
            }
            for (String name : Assembly.SHIFT.keySet()) {
                for (int amount : AMOUNTS) {
                    code.set(5, a).add(Assembly.shift(name, 7, 5, amount), Assembly.shift(name, 0, 5, amount));
                    result(7);
                }
            }
        }
    }

    private void branches() {
        for (String name : Assembly.BRANCH.keySet()) {
            for (int a : EDGES) {
                code.set(5, a).set(7, 0);
                code.add(Assembly.branch(name, 5, 0, 8), Assembly.immediate("addi", 7, 7, 1));
                code.add(Assembly.branch(name, 0, 5, 8), Assembly.immediate("addi", 7, 7, 2));
                code.add(Assembly.branch(name, 5, 5, 8), Assembly.immediate("addi", 7, 7, 4));
                result(7);
                for (int b : EDGES) {
                    code.set(6, b).set(7, 0);
                    code.add(Assembly.branch(name, 5, 6, 8), Assembly.immediate("addi", 7, 7, 1));
                    result(7);
                }
            }
        }
    }

    private void memory() {
        code.set(9, PAGE_END).set(6, 0x89abcdef).set(7, 0x12345678);
        for (String store : Assembly.STORE.keySet()) {
            int width = 1 << Assembly.STORE.get(store);
            for (int offset = -8; offset < 8; offset += width) {
                code.add(Assembly.store("sw", 7, 9, offset & -4), Assembly.store(store, 6, 9, offset));
                code.add(Assembly.load("lw", 5, 9, offset & -4));
                result(5);
            }
        }
        for (String load : Assembly.LOAD.keySet()) {
            int width = 1 << (Assembly.LOAD.get(load) & 3);
            for (int offset = -8; offset < 8; offset += width) {
                code.add(Assembly.store("sw", offset % 3 == 0 ? 6 : 7, 9, offset & -4));
                code.add(Assembly.load(load, 5, 9, offset), Assembly.load(load, 0, 9, offset));
                result(5);
                code.set(9, PAGE_END + offset).add(Assembly.load(load, 9, 9, 0));
                result(9);
                code.set(9, PAGE_END);
            }
        }
    }

    private void jumps() {
        code.add(Assembly.jal(5, 8), Assembly.immediate("addi", 5, 5, 1));
        result(5);
        code.add(Assembly.jal(0, 8), Assembly.immediate("addi", 5, 5, 1));
        result(5);
        code.add(Assembly.auipc(5, 0), Assembly.jalr(5, 5, 12), Assembly.immediate("addi", 5, 5, 1));
        result(5);
        code.add(Assembly.auipc(6, 0), Assembly.jalr(0, 6, 13), Assembly.immediate("addi", 5, 5, 1));
        result(5);
        code.add(Assembly.auipc(6, 0x7ffff000), Assembly.auipc(7, -4096), Assembly.lui(5, 0x80000000));
        result(5);
        result(6);
        result(7);
    }
}
