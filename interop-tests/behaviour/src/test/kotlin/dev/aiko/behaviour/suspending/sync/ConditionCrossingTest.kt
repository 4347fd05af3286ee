package dev.aiko.behaviour.suspending.sync

import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.sync.AsyncCondition
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

/** A cancel on one thread meets a signal on another. */
class ConditionCrossingTest :
    StringSpec({
        fun AsyncCondition.signalHere() = lock().acquireBlocking().use { signal() }

        "COND-13 it ends with the lock, which is free after it" {
            onEveryKindOfThread { threads ->
                val changed = AsyncCondition.create()
                threads.cancelWhile(
                    wait = {
                        changed.lock().acquire()
                        try {
                            changed.await()
                        } finally {
                            check(changed.lock().isLocked)
                            changed.lock().release()
                        }
                    },
                    meanwhile = { changed.signalHere() }
                ) {
                    changed.lock().isLocked shouldBe false
                    changed.waiting() shouldBe 0
                }
            }
        }
    })
