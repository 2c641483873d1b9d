package io.ottugi.supervisor.control;

/**
 * What all requests together may hold of memory. Each client has {@link #FREE} bytes whatever the
 * others do, so that nobody's big request keeps a small one out. Used by the server's thread only.
 */
final class Allowance {
    /** More than any request but a reload needs. */
    static final int FREE = 8 * 1024;

    private final int most;
    private int taken;

    /**
     * @param most bytes beyond what is free, over all requests
     */
    Allowance(int most) {
        this.most = most;
    }

    /** What one request holds. */
    final class Share {
        private int size;

        /** Whether it may come to hold so many bytes; then it does. */
        boolean grow(int toSize) {
            int more = Math.max(0, toSize - FREE) - Math.max(0, size - FREE);
            if (taken + more > most) {
                return false;
            }
            taken += more;
            size = toSize;
            return true;
        }

        void release() {
            taken -= Math.max(0, size - FREE);
            size = 0;
        }
    }

    Share share() {
        return new Share();
    }

    /** How much is held now beyond what is free. */
    int taken() {
        return taken;
    }
}
