# What Doxygen reads of a header. Inline namespaces carry the version (version.hpp) and the choice of
# a back end (signature/default_backend.hpp), and nobody writes them; specializations of other
# libraries' templates are nothing that anybody names.
s/flaghook::inline FLAGHOOK_ABI/flaghook/
/^inline namespace by_[a-z]+ \{$/d
/^\} \/\/ namespace by_/d
/^template <>$/ {
    N
    /\nstruct (std|boost)::/ {
        :rest
        /(\};|\{\})$/! {
            N
            b rest
        }
        d
    }
}
