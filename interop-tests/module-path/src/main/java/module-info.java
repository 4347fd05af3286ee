/** A user's module: it names what it reads, and nothing of the engine. */
module dev.aiko.modulepath {
    requires dev.aiko.coroutines;
}
