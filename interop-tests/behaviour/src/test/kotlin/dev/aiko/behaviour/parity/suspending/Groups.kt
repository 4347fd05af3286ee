package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.start
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.TaskGroupException
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

/** Task groups: work that belongs together, and none of it outlives the group. */
class Groups {
    suspend fun aGroupWaitsForAllItsChildren(diary: Diary) {
        val first = taskGroup {
            val tea = task { brew(diary, "tea", 2) }
            task { brew(diary, "cake", 3) }
            tea.await()
        }
        diary.write("first came $first")
    }

    suspend fun theFirstFailureStopsTheOthers(diary: Diary) {
        try {
            taskGroup {
                task { brew(diary, "soup", 60) }
                task { burn("pie", 1) }
                brew(diary, "the table", 60)
            }
        } catch (failed: TaskGroupException) {
            diary.write("failed: ${messages(failed)}")
        }
    }

    private fun messages(failed: TaskGroupException) = failed.failures().map { it.message }

    suspend fun failuresOnTheWayOutAreKeptInTheirOrder(diary: Diary) {
        try {
            taskGroup {
                task {
                    try {
                        brew(diary, "soup", 60)
                    } finally {
                        shielded { burn("pot", 2) }
                    }
                }
                task { burn("pie", 1) }
            }
        } catch (failed: TaskGroupException) {
            diary.write("failed: ${messages(failed)}")
        }
    }

    suspend fun aFailureOfTheBodyStopsTheChildren(diary: Diary) {
        try {
            taskGroup {
                task { brew(diary, "soup", 60) }
                burn("pie", 1)
            }
        } catch (failed: TaskGroupException) {
            diary.write("failed: ${messages(failed)}")
        }
    }

    suspend fun aSupervisingGroupLetsTheOthersFinish(diary: Diary) {
        try {
            taskGroup(GroupOptions.supervise()) {
                task { brew(diary, "soup", 3) }
                task { burn("pie", 1) }
                task { burn("tart", 2) }
            }
        } catch (failed: TaskGroupException) {
            diary.write("failed: ${messages(failed)}")
        }
    }

    suspend fun aCancelledChildIsNoFailure(diary: Diary) {
        taskGroup {
            val soup = task { brew(diary, "soup", 60) }
            task { brew(diary, "cake", 2) }
            delay(1.seconds)
            soup.cancel("no salt")
        }
        diary.write("the group is over")
    }

    suspend fun aCancelFromOutsideWaitsForTheChildren(diary: Diary) {
        val meal = task {
            taskGroup {
                task {
                    try {
                        brew(diary, "soup", 60)
                    } finally {
                        shielded { brew(diary, "a clean pot", 3) }
                    }
                }
                brew(diary, "cake", 60)
            }
        }
        delay(1.seconds)
        meal.cancel("fire")
        waitUntil(ALL_COMPLETED, meal).await()
        diary.writeEnd("meal", meal)
    }

    suspend fun anInnerGroupIsOneFailureOfTheOuterOne(diary: Diary) {
        try {
            taskGroup {
                task { brew(diary, "soup", 60) }
                taskGroup {
                    task { burn("pie", 1) }
                    task { brew(diary, "cake", 60) }
                }
            }
        } catch (failed: TaskGroupException) {
            diary.write("failures: ${failed.failures().size}")
            diary.write("the first: ${failed.failures().first()::class.simpleName}")
            diary.write("leaves: ${failed.leaves().first().message}")
        }
    }

    suspend fun aChildIsReadyBeforeItGoesOn(diary: Diary) {
        taskGroup {
            val table = group.start<Int> { ready ->
                brew(diary, "water", 1)
                ready.report(7)
                brew(diary, "tea", 2)
            }
            diary.write("table $table is ready")
        }
    }

    suspend fun aChildThatIsNeverReadyFailsItsStarterOnly(diary: Diary) {
        taskGroup {
            task { brew(diary, "cake", 3) }
            try {
                group.start<Int> { burn("pie", 1) }
            } catch (failed: IllegalStateException) {
                diary.write("not ready: ${failed.message}")
            }
        }
    }

    suspend fun aGroupThatIsCancelledKeepsTheValueOfItsBody(diary: Diary) {
        val said = taskGroup {
            task { brew(diary, "soup", 60) }
            task {
                delay(1.seconds)
                group.cancel("the bell has rung")
            }
            "done"
        }
        diary.write("the body said $said")
    }

    suspend fun aChildMayBringMoreChildren(diary: Diary) {
        taskGroup {
            task {
                brew(diary, "tea", 1)
                group.task { brew(diary, "cake", 1) }
            }
        }
        diary.write("the group is over")
    }
}
