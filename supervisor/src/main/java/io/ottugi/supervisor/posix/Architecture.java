package io.ottugi.supervisor.posix;

/** Constants and layouts that differ between the processors Linux runs on. */
final class Architecture {
    private static final boolean X86 = isX86(System.getProperty("os.arch", ""));

    /** O_NOFOLLOW of open(2): x86 and most others by asm-generic, ARM and POWER on their own. */
    static final int O_NOFOLLOW = X86 || isGeneric() ? 0400000 : 0100000;

    /** O_DIRECT of open(2), likewise. */
    static final int O_DIRECT = X86 || isGeneric() ? 040000 : isPower() ? 0400000 : 0200000;

    /** Whether {@code struct epoll_event} is packed, which it is on x86-64 only. */
    static final boolean PACKED_EPOLL_EVENT = X86;

    private Architecture() {}

    private static boolean isX86(String arch) {
        return arch.equals("amd64") || arch.equals("x86_64");
    }

    private static boolean isGeneric() {
        String arch = System.getProperty("os.arch", "");
        return arch.startsWith("riscv") || arch.startsWith("loongarch") || arch.equals("s390x");
    }

    private static boolean isPower() {
        return System.getProperty("os.arch", "").startsWith("ppc");
    }
}
