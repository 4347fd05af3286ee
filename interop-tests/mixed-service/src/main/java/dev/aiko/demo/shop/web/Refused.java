package dev.aiko.demo.shop.web;

/** A call that makes no sense, with what the client is told. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String text) {
        super(text);
        this.status = status;
    }

    Reply reply() {
        return new Reply(status, getMessage());
    }
}
